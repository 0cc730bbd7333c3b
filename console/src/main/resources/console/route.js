/**
 * Where the page is, in the URL's hash: #/desks/NAME, #/desks/NAME/items/ID, #/items/ID, #/traces/ID for work; and
 * #/incidents, #/incidents/ID, #/dead-letters, #/dead-letters/ID, #/silences, #/flow, #/report.
 */
export const PAGES = { incidents: 'Incidents', 'dead-letters': 'Dead letters', silences: 'Silences', flow: 'Flow', report: 'SLA report' };

/** Reads a hash; what it does not name is null. */
export function parse(hash) {
  const parts = hash.replace(/^#\/?/, '').split('/').map(decode);
  const place = { desk: null, item: null, trace: null, page: null, id: null };
  if (Object.hasOwn(PAGES, parts[0])) return { ...place, page: parts[0], id: parts[1] || null };
  for (let i = 0; i + 1 < parts.length; i += 2) {
    const field = { desks: 'desk', items: 'item', traces: 'trace' }[parts[i]];
    if (field && parts[i + 1]) place[field] = parts[i + 1];
  }
  return place;
}

/** The hash of a place. */
export function hash({ desk, item, trace, page, id }) {
  const parts = [];
  if (page) parts.push(page, ...(id ? [id] : []));
  if (desk) parts.push('desks', desk);
  if (item) parts.push('items', item);
  if (trace) parts.push('traces', trace);
  return '#/' + parts.map(encodeURIComponent).join('/');
}

function decode(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
