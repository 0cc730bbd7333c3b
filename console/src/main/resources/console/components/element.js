import { LitElement } from 'lit';

/** A component without a shadow root: one style sheet dresses the whole page. */
export class Element extends LitElement {
  createRenderRoot() {
    this.replaceChildren(); // what index.html shows until the code is there
    return this;
  }
}
