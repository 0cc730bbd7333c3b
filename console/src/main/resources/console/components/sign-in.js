import { html, nothing } from 'lit';
import { post } from '../api.js';
import { signedIn } from '../operator.js';
import { Element } from './element.js';

/** Takes a token and exchanges it for a cookie that no script can read. */
class SignIn extends Element {
  static properties = { error: { state: true }, busy: { state: true } };

  async #submit(e) {
    e.preventDefault();
    const field = e.target.elements.token;
    this.busy = true;
    this.error = null;
    try {
      signedIn(await post('/session', { token: field.value.trim() }));
    } catch (problem) {
      this.error = problem.message;
      field.value = '';
    }
    this.busy = false;
  }

  render() {
    return html`
      <div class="sign-in" role="main">
        <h1><img src="/favicon.svg" alt="" width="28" height="28"> Breakwater</h1>
        <form @submit=${(e) => this.#submit(e)}>
          <label>Your token <input id="token" name="token" type="password" required autocomplete="current-password" spellcheck="false" autofocus></label>
          <button class="primary" ?disabled=${this.busy}>Sign in</button>
        </form>
        ${this.error ? html`<p class="failure" role="alert">${this.error}</p>` : nothing}
        <p class="muted small">Whoever runs this Breakwater makes tokens with <code>breakwater access token</code>.</p>
      </div>`;
  }
}
customElements.define('bw-sign-in', SignIn);
