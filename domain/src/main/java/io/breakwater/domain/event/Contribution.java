package io.breakwater.domain.event;

/**
 * One reason for a score.
 *
 * @param rule the rule's name; {@code base} for the severity's base score
 * @param effect {@code base}, {@code add}, {@code multiply}, {@code cap} or {@code failed}; {@code
 *     clamp} brings the sum into 0 to 100 and {@code round} makes it an integer
 * @param points what it changed the score by; the contributions of a score add up to it
 * @param detail null, or why the rule failed
 */
public record Contribution(String rule, String effect, double points, String detail) {}
