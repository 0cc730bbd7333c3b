/** How the page stands with the server: one place that everything which talks to it reports to. */
const feeds = new Map();
let reachable = true;

/** Fires "change" whenever {@link state} may have. */
export const connection = new EventTarget();

/** "live": feeds are open; "polling": some feed is away; "offline": the server does not answer. */
export function state() {
  if (!reachable) return 'offline';
  return [...feeds.values()].every(Boolean) ? 'live' : 'polling';
}

export function reportReachable(yes) {
  if (reachable === yes) return;
  reachable = yes;
  connection.dispatchEvent(new Event('change'));
}

export function reportFeed(name, open) {
  if (feeds.get(name) === open) return;
  feeds.set(name, open);
  connection.dispatchEvent(new Event('change'));
}

export function forgetFeed(name) {
  if (feeds.delete(name)) connection.dispatchEvent(new Event('change'));
}
