package io.rq.spi;

import java.util.Optional;

/**
 * What became of a step and the claim that followed it.
 *
 * @param applied whether the step had effect
 * @param next the next job, if the step had effect and there was one
 */
public record Settlement(boolean applied, Optional<Claim> next) {}
