import { get } from './api.js';
import { Poll } from './poll.js';

const PAGE = 50;
const MOST = 500;

/** A list of the server's, read again and again, that grows on demand up to what one request may ask for. */
export class Paged {
  #rows = PAGE;

  /** @param parameters () => the filter's query parameters */
  constructor(host, path, parameters, everyMs) {
    this.poll = new Poll(host, (signal) => get(path, { ...parameters(), limit: this.#rows }, signal), everyMs);
  }

  /** Another filter: begins anew. */
  reset() {
    this.#rows = PAGE;
    return this.poll.reset();
  }

  /** Reads further rows too. */
  more() {
    this.#rows = Math.min(MOST, this.#rows + PAGE);
    return this.poll.refresh();
  }

  /** Whether there are rows that this list does not show, and whether it can. */
  get rest() {
    if (!this.poll.value?.next_cursor) return 'none';
    return this.#rows < MOST ? 'more' : 'beyond';
  }
}
