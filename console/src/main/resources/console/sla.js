/** SLA clocks, as the page needs them. The only place that knows the SLA API's shape. */
import { get } from './api.js';

const MOST = 500;

/** Desk name → {at_risk, breached}: clocks that nobody has stopped yet. */
export async function byDesk(signal) {
  const desks = await get('/sla/desks', {}, signal);
  return new Map(desks.map((desk) => [desk.desk, desk]));
}

/** How each target of each SLA is kept on each desk, as the event-time report has it. */
export const report = (signal) => get('/sla/report/desks', {}, signal);

/** The clocks of one work item, the first run first; none if no SLA applies. */
export async function ofItem(id, signal) {
  try {
    return (await get(`/sla/items/${encodeURIComponent(id)}`, {}, signal)).clocks;
  } catch (e) {
    if (e.status === 404) return [];
    throw e;
  }
}

/** Work item id → the clock of it that runs out, or ran out, first, of those that nobody has stopped yet. */
export async function firstOfDesk(desk, signal) {
  const pages = await Promise.all(
    ['running', 'breached'].map((state) => get('/sla/clocks', { desk, state, limit: MOST }, signal)),
  );
  const first = new Map();
  for (const clock of pages.flatMap((page) => page.items).filter(isRunning)) {
    const known = first.get(clock.work_item_id);
    if (!known || Date.parse(clock.deadline) < Date.parse(known.deadline)) first.set(clock.work_item_id, clock);
  }
  return first;
}

/** True until somebody stops it, past its deadline too. */
export const isRunning = (clock) => !clock.stopped_at && clock.outcome !== 'CANCELLED';

/** How a clock looks: "ok", "risk", "breach" or "done". */
export function tone(clock, now) {
  if (clock.outcome === 'BREACHED') return 'breach';
  if (!isRunning(clock)) return 'done';
  if (now > Date.parse(clock.deadline)) return 'breach';
  return clock.at_risk_at && now >= Date.parse(clock.at_risk_at) ? 'risk' : 'ok';
}
