export {
  ConfigError,
  loadConfig,
  usableConfig,
  variableNames,
  type Config,
  type Variables,
} from './config.js';
export { readEnvironment } from './environment.js';
export { CONFIG, ConfigModule } from './config.module.js';
