/**
 * A third backend, on a database that speaks SQL: the worked example of how one is written. Start
 * at {@link io.rq.testkit.jdbc.H2Backend} and {@code schema.sql}.
 */
@NullMarked
package io.rq.testkit.jdbc;

import org.jspecify.annotations.NullMarked;
