package io.breakwater.domain.policy;

import io.breakwater.domain.policy.NotificationPolicy.Channel;
import io.breakwater.domain.policy.NotificationPolicy.Occasion;
import io.breakwater.domain.policy.NotificationPolicy.Rule;
import io.breakwater.domain.rule.Scope;
import io.breakwater.domain.yaml.YamlMap;
import io.breakwater.domain.yaml.YamlValue;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads {@code notifications}. */
final class NotificationSection {
  private NotificationSection() {}

  private static final Duration DEFAULT_QUIET_AFTER = Duration.ofHours(1);

  static NotificationPolicy read(YamlValue value, Conditions conditions) {
    YamlMap notifications = value.map("quiet_after", "channels", "rules");
    Map<String, Channel> channels = channels(notifications.get("channels"));
    return new NotificationPolicy(
        notifications.get("quiet_after").duration(DEFAULT_QUIET_AFTER),
        channels,
        rules(notifications.get("rules"), channels.keySet(), conditions));
  }

  private static Map<String, Channel> channels(YamlValue value) {
    Map<String, Channel> channels = new LinkedHashMap<>();
    value
        .entries()
        .forEach(
            (name, channel) -> channels.put(Names.checked(channel, name), channel(name, channel)));
    return Collections.unmodifiableMap(channels);
  }

  private static Channel channel(String name, YamlValue value) {
    YamlMap channel = value.map("type", "url");
    YamlValue type = channel.need("type", "Write type: live or type: webhook");
    YamlValue url = channel.get("url");
    String chosen = type.text("live");
    switch (chosen) {
      case "live" -> {
        if (url.present()) {
          url.problem("a live channel has no url", "Remove it, or write type: webhook");
        }
        return new Channel(name, chosen, Map.of());
      }
      case "webhook" -> {
        String target =
            channel
                .need("url", "Say where to send to, e.g. url: https://hooks.example.com/desk")
                .scalar("", NotificationSection::httpUrl, "Write an absolute http or https URL");
        return new Channel(name, chosen, Map.of("url", target));
      }
      default -> {
        type.problem("there is no channel type \"" + chosen + "\"", "Use live or webhook");
        return new Channel(name, chosen, Map.of());
      }
    }
  }

  private static String httpUrl(String text) {
    URI uri = URI.create(text);
    boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
    if (!http || uri.getHost() == null || uri.getUserInfo() != null) {
      throw new IllegalArgumentException(text);
    }
    return text;
  }

  private static List<Rule> rules(YamlValue value, Set<String> channels, Conditions conditions) {
    List<Rule> rules = new ArrayList<>();
    Names names = new Names("notification rule");
    for (YamlValue item : value.list()) {
      YamlMap rule = item.map("name", "on", "when", "channels");
      Set<Occasion> on = EnumSet.noneOf(Occasion.class);
      YamlValue occasions = rule.need("on", "List occasions, e.g. on: [at-risk, breached]");
      for (YamlValue occasion : occasions.list()) {
        on.add(occasion.oneOf(Occasion.class, Occasion.OPENED));
      }
      YamlValue to = rule.need("channels", "List the channels that get it");
      rules.add(
          new Rule(
              names.of(rule),
              Collections.unmodifiableSet(on),
              conditions.read(rule.get("when"), Scope.WORK),
              Names.references(to, "channel", "notifications.channels", channels)));
    }
    return List.copyOf(rules);
  }
}
