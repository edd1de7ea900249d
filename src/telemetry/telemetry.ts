/** What a process reports of itself, handed down like the log. */
import { type Correlation, createCorrelation } from './correlation.js';
import { createMetrics, type Metrics } from './metrics.js';

export type Telemetry = { readonly metrics: Metrics; readonly correlation: Correlation };

/** @param version of this program, as /metrics tells it */
export function createTelemetry(version = 'unknown'): Telemetry {
  return { metrics: createMetrics(version), correlation: createCorrelation() };
}
