/** The HTTP API. Every failure is an Error whose message is a sentence for the operator. */
import { learn } from './clock.js';
import { reportReachable } from './connection.js';
import { signedOut, who } from './operator.js';

const BASE = '/api/v1';

/** An answer that is not a success; a conflict has the `changes` that happened meanwhile. */
export class ApiError extends Error {
  constructor(message, status, traceId, changes) {
    super(message);
    this.changes = changes;
    this.status = status;
    this.traceId = traceId;
  }
}

/** The URL of an API path; parameters that are empty are left out. */
export function url(path, parameters = {}) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined && value !== null && value !== '') query.set(name, value);
  }
  const text = query.toString();
  return BASE + path + (text ? '?' + text : '');
}

export const get = (path, parameters, signal) => request('GET', url(path, parameters), undefined, signal);

export const post = (path, body) => request('POST', url(path), body);

export const remove = (path) => request('DELETE', url(path));

async function request(method, address, body, signal) {
  let response;
  try {
    response = await fetch(address, {
      method,
      signal,
      headers: body === undefined ? { accept: 'application/json' } : { accept: 'application/json', 'content-type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch (e) {
    if (e.name === 'AbortError') throw e;
    reportReachable(false);
    throw new ApiError('The server does not answer. The page tries again by itself.', 0);
  }
  reportReachable(true);
  learn(response.headers.get('date'));
  if (response.status === 401 && who()) signedOut();
  if (!response.ok) throw await problem(response);
  return response.status === 204 ? null : response.json();
}

/** Problem details (RFC 9457) as an error; any other body only by its status. */
async function problem(response) {
  let details = {};
  try {
    details = await response.json();
  } catch {
    // not JSON: the status has to do
  }
  const message = details.detail || details.title || `The server answered ${response.status}.`;
  return new ApiError(message, response.status, details.trace_id, details.changes);
}
