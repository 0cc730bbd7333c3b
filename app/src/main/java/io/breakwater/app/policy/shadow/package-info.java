/**
 * A candidate policy beside production: it decides what production decides, has no effect, and only
 * where it differs is kept.
 */
package io.breakwater.app.policy.shadow;
