/** Where the page is, in the URL's hash: #/desks/NAME, #/desks/NAME/items/ID, #/items/ID, #/traces/ID, #/report. */

/** Reads a hash; what it does not name is null. */
export function parse(hash) {
  const parts = hash.replace(/^#\/?/, '').split('/').map(decode);
  const place = { desk: null, item: null, trace: null, report: parts[0] === 'report' };
  for (let i = 0; i + 1 < parts.length; i += 2) {
    const field = { desks: 'desk', items: 'item', traces: 'trace' }[parts[i]];
    if (field && parts[i + 1]) place[field] = parts[i + 1];
  }
  return place;
}

/** The hash of a place. */
export function hash({ desk, item, trace, report }) {
  const parts = report ? ['report'] : [];
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
