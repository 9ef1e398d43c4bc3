export { Grouped } from './grouped.js';
export { eachNumbered, rowsOfEach } from './each.js';
