package io.breakwater.sla.clocks;

import io.breakwater.domain.notification.Notification;
import io.breakwater.domain.sla.SlaEvent;
import java.util.List;

/** An item after a judgement, the steps that were due and who is told of them. */
public record Spoken(Item item, List<SlaEvent> events, List<Notification> notifications) {}
