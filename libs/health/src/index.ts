export { HealthModule } from './health.module.js';
export { Figures } from './figures.js';
export { Health } from './health.js';
export { accountView, capabilitiesView, operationView, switchView, webhookSetUpView } from './views.js';
