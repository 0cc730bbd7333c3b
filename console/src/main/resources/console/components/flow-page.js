import { html, nothing } from 'lit';
import { get } from '../api.js';
import { bytes, elapsed, number, percent, rate, time } from '../format.js';
import { Poll } from '../poll.js';
import { Element } from './element.js';
import { polled } from './parts.js';

const HIGH = 0.8;
const total = (ends, field) => (ends ? ends.reduce((sum, end) => sum + (end[field] ?? 0), 0) : null);

/** How the stream flows now: a tile for each job, and who is behind. */
class FlowPage extends Element {
  #flow = new Poll(this, (signal) => get('/flow', {}, signal), 2_000);

  render() {
    return html`
      <header class="queue-head"><h2 id="queue-title">Flow</h2></header>
      <div class="scroll">${polled(this.#flow, 'the flow', (flow) => this.#whole(flow))}</div>`;
  }

  #whole(flow) {
    return html`
      ${problems(flow.problems)}
      <div class="tiles">${(flow.jobs ?? []).map((job) => this.#job(job))}</div>
      ${flow.consumers ? this.#consumers(flow.consumers) : nothing}`;
  }

  #job(job) {
    const { checkpoint } = job;
    return html`
      <article class="tile" aria-label="Job ${job.name}">
        <h3>${job.name} <span class="job-state ${job.state === 'RUNNING' ? 'ok' : 'bad'}">${job.state}</span></h3>
        <dl class="facts">
          ${fact('in', `${rate(total(job.in, 'records_per_second'))}/s`)}
          ${fact('out', `${rate(total(job.out, 'records_per_second'))}/s`)}
          ${fact('pending', number(total(job.in, 'pending')))}
          ${fact('behind the clock', elapsed(job.watermark_delay_ms), job.watermark && `watermark ${time(job.watermark)}`)}
          ${fact('checkpoint', checkpoint ? `${elapsed(checkpoint.age_ms)} ago` : '–', checkpoint && time(checkpoint.triggered_at))}
          ${fact('took', elapsed(checkpoint?.duration_ms))}
          ${fact('size', bytes(checkpoint?.size_bytes))}
          ${fact('failed since', number(checkpoint?.failed_since))}
          ${fact('restarts', number(job.restarts))}
        </dl>
        ${meter('busy', job.busy)} ${meter('held back', job.backpressure)}
        ${job.in?.length || job.out?.length ? this.#ends(job) : nothing}
        ${problems(job.problems)}
      </article>`;
  }

  #ends(job) {
    const row = (way, end) => html`<tr><td class="muted">${way}</td><td>${end.name}</td>
      <td class="num">${rate(end.records_per_second)}/s</td><td class="num">${end.pending === undefined ? '' : `${number(end.pending)} pending`}</td></tr>`;
    return html`<table class="plain" aria-label="What ${job.name} reads and writes">
      ${(job.in ?? []).map((end) => row('reads', end))} ${(job.out ?? []).map((end) => row('writes', end))}</table>`;
  }

  #consumers(consumers) {
    return html`
      <section class="consumers"><h4>Consumer groups</h4>
        <table class="plain" aria-label="Consumer groups">
          ${consumers.map((c) => html`<tr><td>${c.group}</td><td class="muted">${c.topic}</td><td class="num">${number(c.lag)} behind</td></tr>`)}
        </table>
      </section>`;
  }
}

const fact = (name, value, title) => html`<div title=${title || nothing}><dt>${name}</dt><dd>${value}</dd></div>`;

const problems = (found) => Object.entries(found ?? {}).map(([part, sentence]) => html`<p class="stale" role="status">${part}: ${sentence}</p>`);

const meter = (name, share) => html`
  <div class="meter ${share > HIGH ? 'high' : ''}">
    <span>${name}</span>
    <svg viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true"><rect width=${100 * (share ?? 0)} height="4"></rect></svg>
    <span class="num">${percent(share)}</span>
  </div>`;

customElements.define('bw-flow-page', FlowPage);
