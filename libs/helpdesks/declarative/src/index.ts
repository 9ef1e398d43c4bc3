export { declarePlatform } from './declare.js';
export { DeclarationInvalid, type Problem } from './invalid.js';
