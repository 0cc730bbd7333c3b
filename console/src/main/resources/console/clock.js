/**
 * The server's wall clock, as the page knows it. What is left of an SLA must not depend on an operator's
 * wrong clock, so every answer's Date header corrects it.
 */
const TOLERANCE_MS = 2_000; // the header has whole seconds

let offsetMs = 0;

/** Milliseconds since the epoch, on the server's clock. */
export const now = () => Date.now() + offsetMs;

/** Takes the Date header of an answer. */
export function learn(dateHeader) {
  const server = Date.parse(dateHeader ?? '');
  if (Number.isNaN(server)) return;
  const off = server - Date.now();
  offsetMs = Math.abs(off) > TOLERANCE_MS ? off : 0;
}

/** Renders its host once a second, so that ages and deadlines move. */
export class Ticker {
  #timer;

  constructor(host) {
    this.host = host;
    host.addController(this);
  }

  hostConnected() {
    this.#timer = setInterval(() => document.hidden || this.host.requestUpdate(), 1_000);
  }

  hostDisconnected() {
    clearInterval(this.#timer);
  }
}
