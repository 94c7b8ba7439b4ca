package io.rq.spi;

import java.util.Optional;

/**
 * What became of a step and the claim that followed it.
 *
 * @param applied whether the step had effect; the claim is made either way
 * @param next the next job, if there was one
 */
public record Settlement(boolean applied, Optional<Claim> next) {}
