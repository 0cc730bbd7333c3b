/** The order and the membership of a work queue. Pure. */
const CLOSED_STATES = new Set(['RESOLVED', 'CLOSED']);

export const isOpen = (item) => !CLOSED_STATES.has(item.state);

/** The server's order: the most urgent first, then the oldest. */
export function byUrgency(a, b) {
  return (
    compare(a.priority, b.priority) ||
    Date.parse(a.opened_at) - Date.parse(b.opened_at) ||
    compare(a.work_item_id, b.work_item_id)
  );
}

const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

/** True if the server would list the item under this filter. */
export function matches(item, { desk, state, q }) {
  if (desk && item.desk !== desk) return false;
  if (state === 'open' ? !isOpen(item) : state && item.state !== state) return false;
  if (!q) return true;
  const text = q.toLowerCase();
  return [item.exception_id, item.source_id, item.type, item.work_item_id].some((f) => f?.toLowerCase().includes(text));
}

/**
 * The loaded part of a queue after some items changed.
 *
 * @param more true if the server has further pages: what sorts behind the last loaded row is theirs
 */
export function merge(items, changes, filter, more) {
  const last = items.at(-1);
  const byId = new Map(items.map((item) => [item.work_item_id, item]));
  for (const change of changes) {
    const known = byId.get(change.work_item_id);
    if (known && known.version > change.version) continue;
    byId.delete(change.work_item_id);
    if (!change.left && matches(change, filter) && !(more && last && byUrgency(change, last) > 0)) byId.set(change.work_item_id, change);
  }
  return [...byId.values()].sort(byUrgency);
}
