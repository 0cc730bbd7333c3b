/**
 * YAML with positions: typed readers that collect every problem with its line, column and remedy.
 */
package io.breakwater.domain.yaml;
