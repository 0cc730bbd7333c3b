import { html, nothing } from 'lit';
import { get } from '../api.js';
import { time } from '../format.js';
import { Poll } from '../poll.js';
import { hash } from '../route.js';
import { Element } from './element.js';
import { empty, polled } from './parts.js';

/** Every recorded hop of a trace, with the time since the first. */
class TraceHops extends Element {
  static properties = { traceId: {} };

  #trace = new Poll(this, (signal) => get(`/traces/${encodeURIComponent(this.traceId)}`, {}, signal), 0);

  willUpdate(changed) {
    if (changed.get('traceId')) this.#trace.reset();
  }

  render() {
    return polled(this.#trace, 'the trace', (trace) => this.#hops(trace));
  }

  #hops(trace) {
    if (!trace.hops?.length) return empty('The ledger has no hop of this trace yet.');
    const start = Date.parse(trace.hops[0].at);
    return html`
      <ol class="hops">
        ${trace.hops.map((hop) => this.#hop(hop, start))}
      </ol>
      ${trace.truncated ? html`<p class="note">The trace is longer than this; the command line shows all of it.</p>` : nothing}
      ${(trace.linked_traces ?? []).map(
        (link) => html`<p class="small">Linked: <a class="mono" href=${hash({ trace: link.trace_id })}>${link.trace_id}</a></p>`,
      )}
      <p><button type="button" @click=${() => this.#trace.refresh()}>Look again</button></p>`;
  }

  #hop(hop, start) {
    return html`
      <li>
        <span class="since num" title=${time(hop.at)}>+${Date.parse(hop.at) - start} ms</span>
        <span>
          <strong>${hop.hop}</strong> ${hop.kind}
          <span class="muted small wrap">${Object.entries(hop.summary ?? {}).map(([k, v]) => `${k} ${v}`).join(' · ')}</span>
          <span class="muted small mono wrap">${hop.topic}/${hop.partition}@${hop.offset}</span>
        </span>
      </li>`;
  }
}
customElements.define('bw-trace-hops', TraceHops);
