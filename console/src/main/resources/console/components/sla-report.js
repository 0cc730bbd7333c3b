import { html } from 'lit';
import { number, words } from '../format.js';
import { Poll } from '../poll.js';
import { hash } from '../route.js';
import * as sla from '../sla.js';
import { Element } from './element.js';
import { empty, polled } from './parts.js';

const percent = (share) => (share === undefined ? '–' : `${(100 * share).toFixed(1)}%`);

/** How SLAs are kept on each desk: the sums of the SLA report, as of now. */
class SlaReport extends Element {
  #lines = new Poll(this, sla.report, 5_000);

  render() {
    return html`
      <header class="queue-head">
        <h2 id="report-title">SLA report</h2>
        <a href="/api/v1/sla/report?format=csv" download="sla-report.csv">Every clock as CSV</a>
      </header>
      ${polled(this.#lines, 'the SLA report', table)}`;
  }
}

function table(lines) {
  if (!lines.length) return empty('No SLA clock has been reported yet.');
  return html`
    <table aria-labelledby="report-title">
      <thead><tr>
        <th scope="col">Desk</th><th scope="col">SLA</th><th scope="col">Target</th>
        <th scope="col" class="amount">Running</th><th scope="col" class="amount">Met</th>
        <th scope="col" class="amount">Breached</th><th scope="col" class="amount">Compliance</th>
      </tr></thead>
      <tbody>${lines.map(row)}</tbody>
    </table>`;
}

function row(line) {
  return html`
    <tr>
      <td><a href=${hash({ desk: line.desk })}>${line.desk}</a></td>
      <td>${line.sla}</td>
      <td>${words(line.target)}</td>
      <td class="amount">${number(line.running)}</td>
      <td class="amount">${number(line.met)}</td>
      <td class="amount">${number(line.breached)}</td>
      <td class="amount">${percent(line.compliance)} ${bar(line.compliance)}</td>
    </tr>`;
}

/** How much of what is decided was met. */
function bar(share) {
  return html`<svg class="kept" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
    <rect class="breached" x="0" y="0" width=${share === undefined ? 0 : 100} height="4"></rect>
    <rect class="met" x="0" y="0" width=${100 * (share ?? 0)} height="4"></rect>
  </svg>`;
}
customElements.define('bw-sla-report', SlaReport);
