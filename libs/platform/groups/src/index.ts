export { Grouped } from './grouped.js';
export { rowsOfEach } from './rows-of-each.js';
