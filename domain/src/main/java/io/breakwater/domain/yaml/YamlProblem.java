package io.breakwater.domain.yaml;

/**
 * One thing that is wrong with a YAML file.
 *
 * @param line from 1
 * @param column from 1, in code points
 * @param path e.g. {@code scoring.rules[2].when}; empty for the whole file
 * @param message what is wrong, with the value; no full stop
 * @param remedy what to do about it; no full stop
 */
public record YamlProblem(int line, int column, String path, String message, String remedy) {}
