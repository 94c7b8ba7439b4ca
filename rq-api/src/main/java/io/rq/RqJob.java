package io.rq;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method that workers may call, whoever enqueued it. Without it, a worker calls a method
 * only if its class lies in an {@linkplain Rq.Builder#allow allowed package}, or if the very same
 * {@link Rq} enqueued it by method reference.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface RqJob {}
