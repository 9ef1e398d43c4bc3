export { Grouped } from './grouped.js';
