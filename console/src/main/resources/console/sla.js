/** SLA clocks, as the page needs them. The only place that knows the SLA API's shape. */
import { get } from './api.js';

/** Desk name → {at_risk, breached}, of work that is still open. */
export async function byDesk(signal) {
  const desks = await get('/sla/desks', {}, signal);
  return new Map(desks.map((desk) => [desk.desk, desk]));
}

/** The clocks of one work item, the latest run only. */
export async function ofItem(id, signal) {
  const page = await get('/sla/clocks', { work_item_id: id }, signal);
  return page.items;
}

/** Work item id → its clock that runs out first, of the running clocks of a desk. */
export async function firstOfDesk(desk, signal) {
  const page = await get('/sla/clocks', { desk, state: 'running', limit: 500 }, signal);
  const first = new Map();
  for (const clock of page.items) {
    const known = first.get(clock.work_item_id);
    if (!known || Date.parse(clock.deadline) < Date.parse(known.deadline)) first.set(clock.work_item_id, clock);
  }
  return first;
}

export const isRunning = (clock) => !clock.stopped_at && clock.outcome !== 'CANCELLED';

/** MET or BREACHED; null while that is open. */
export const outcome = (clock) => clock.outcome ?? null;

/** How a clock looks: "ok", "risk", "breach" or "done". */
export function tone(clock, now) {
  if (clock.outcome === 'BREACHED') return 'breach';
  if (!isRunning(clock)) return 'done';
  if (now > Date.parse(clock.deadline)) return 'breach';
  return clock.at_risk_at && now >= Date.parse(clock.at_risk_at) ? 'risk' : 'ok';
}
