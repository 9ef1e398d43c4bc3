export { Erasures } from './erasures.js';
export { Retention } from './retention.js';
export { RetentionModule } from './retention.module.js';
