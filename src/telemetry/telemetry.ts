/** What a process reports of itself, handed down like the log. */
import { type Correlation, createCorrelation } from './correlation.js';
import { createMetrics, type Metrics } from './metrics.js';

export type Telemetry = { readonly metrics: Metrics; readonly correlation: Correlation };

export function createTelemetry(): Telemetry {
  return { metrics: createMetrics(), correlation: createCorrelation() };
}
