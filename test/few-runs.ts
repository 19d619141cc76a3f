import fc from "fast-check";

/**
 * For mutation runs: a property without its own number of runs is tried a few times, always with the same values, because
 * its seed is part of the name by which a test is found again.
 */
fc.configureGlobal({ numRuns: 10, seed: 2026, endOnFailure: true });
