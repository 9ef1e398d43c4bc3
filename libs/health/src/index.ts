export { HealthModule } from './health.module.js';
export { Health } from './health.js';
export { accountView, operationView } from './views.js';
