export { Heartbeat } from './heartbeat.js';
export { ProcessesModule } from './processes.module.js';
