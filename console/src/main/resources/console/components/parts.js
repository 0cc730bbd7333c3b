/** Small pieces that several components show. */
import { html, nothing } from 'lit';
import { number, words } from '../format.js';

export const priority = (p) => html`<span class="badge ${(p ?? '').toLowerCase()}" title="Priority ${p}">${p}</span>`;

export const workState = (s) => html`<span class="state ${(s ?? '').toLowerCase()}">${words(s)}</span>`;

export const loading = (what) => html`<p class="hint" role="status"><span class="spinner" aria-hidden="true"></span>Loading ${what}…</p>`;

export const empty = (sentence) => html`<p class="hint">${sentence}</p>`;

/** A failure as a sentence, with the trace to look it up by and a way to try again. */
export const failure = (error, again) => html`
  <div class="failure" role="alert">
    <p>${error.message}</p>
    ${error.traceId ? html`<p class="mono small">trace ${error.traceId}</p>` : nothing}
    ${again ? html`<button type="button" @click=${again}>Try again</button>` : nothing}
  </div>`;

/** What a poll has: its value if there is one, else why not. */
export function polled(poll, what, show) {
  if (poll.value !== null) return html`${poll.error ? stale(poll.error) : nothing}${show(poll.value)}`;
  return poll.error ? failure(poll.error, () => poll.refresh()) : loading(what);
}

const stale = (error) => html`<p class="stale" role="status">Not up to date: ${error.message}</p>`;

/** What stands below a list: a way to see more of it, or that there is more than a page can show. */
export const rest = (list, command) =>
  ({
    none: nothing,
    more: html`<button type="button" class="more" @click=${() => list.more()}>Show more</button>`,
    beyond: html`<p class="hint end">There are more. Filter the list, or use <span class="mono">${command}</span>.</p>`,
  })[list.rest];

/** Names with their values; empty values are left out. */
export const facts = (pairs) => html`
  <dl class="facts">
    ${pairs.filter(([, value]) => value !== undefined && value !== null && value !== '').map(
      ([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`,
    )}
  </dl>`;

export const figure = (label, value, tone = '') => html`
  <div class="figure ${tone}"><dt>${label}</dt><dd>${number(value)}</dd></div>`;
