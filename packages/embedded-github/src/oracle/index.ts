export { checkAnswer, checkDelivery, checkRequest, type Request } from './checks.js';
export { EVENT_PERMISSIONS, EVENTS, OPERATIONS } from './descriptions.js';
export { type Deviation, sentence } from './deviation.js';
export { KNOWN_DEVIATIONS, type KnownDeviation } from './known-deviations.js';
export { createOracle, type Oracle, type OracleOptions } from './oracle.js';
