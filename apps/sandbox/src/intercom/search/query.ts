import { parameterInvalid, notImplemented } from '../errors.js';
import type { Searchable } from './search-index.js';

export type FieldType = 'string' | 'words' | 'integer' | 'date' | 'boolean';
/** The fields that can be searched; null are those the platform knows and the sandbox does not. */
export type Fields = Record<string, FieldType | null>;
export type Test = (document: Searchable) => boolean;

const mostFilters = 15;
const mostLevels = 2;
const operators = ['=', '!=', 'IN', 'NIN', '>', '<', '~', '!~', '^', '$'];

/** Turns a query into a test, or refuses it with a 400. */
export function readQuery(query: unknown, fields: Fields, level = 1): Test {
  if (typeof query !== 'object' || query === null) throw parameterInvalid('query not valid');
  const { field, operator, value } = query as Record<string, unknown>;
  if (field !== undefined) return readFilter(field, operator, value, fields);
  if (operator !== 'AND' && operator !== 'OR') throw parameterInvalid('operator must be AND or OR');
  if (level > mostLevels) throw parameterInvalid(`Filters can be nested ${mostLevels} deep`);
  if (!Array.isArray(value) || value.length === 0) throw parameterInvalid('value must be a list of filters');
  if (value.length > mostFilters) throw parameterInvalid(`A group can have ${mostFilters} filters`);
  const tests = value.map((part) => readQuery(part, fields, level + 1));
  return operator === 'AND'
    ? (document) => tests.every((test) => test(document))
    : (document) => tests.some((test) => test(document));
}

function readFilter(field: unknown, operator: unknown, value: unknown, fields: Fields): Test {
  if (typeof field !== 'string' || !(field in fields))
    throw parameterInvalid(`${String(field)} is not a field that can be searched`);
  const type = fields[field] ?? null;
  if (type === null) throw notImplemented(`search by ${field}`);
  if (typeof operator !== 'string' || !operators.includes(operator))
    throw parameterInvalid(`operator must be one of ${operators.join(' ')}`);
  const isNumber = type === 'integer' || type === 'date';
  const isText = type === 'string' || type === 'words';
  if ((['>', '<'].includes(operator) && !isNumber) || (['~', '!~', '^', '$'].includes(operator) && !isText))
    throw parameterInvalid(`operator ${operator} cannot be used with ${field}`);
  if (operator === 'IN' || operator === 'NIN') {
    if (!Array.isArray(value)) throw parameterInvalid('value must be a list with IN and NIN');
    const wanted = value.map((one) => readValue(one, type, field));
    const isIn: Test = (document) => wanted.some((one) => equal(document[field], one));
    return operator === 'IN' ? isIn : (document) => !isIn(document);
  }
  const wanted = readValue(value, type, field);
  return (document) => compare(document[field] ?? null, operator, wanted);
}

type Value = string | number | boolean | null;

/** Numbers may come as text; times are whole seconds. */
function readValue(value: unknown, type: FieldType, field: string): Value {
  const wrong = parameterInvalid(`value is not valid for ${field}`);
  if (value === null) return null;
  if (type === 'boolean') {
    if (value === true || value === 'true') return true;
    if (value === false || value === 'false') return false;
    throw wrong;
  }
  if (type === 'integer' || type === 'date') {
    const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
    if (typeof number !== 'number' || !Number.isInteger(number)) throw wrong;
    return number;
  }
  if (typeof value !== 'string' && typeof value !== 'number') throw wrong;
  return String(value);
}

const equal = (held: Searchable[string] | undefined, wanted: Value) =>
  Array.isArray(held) ? held.some((one) => one === wanted) : (held ?? null) === wanted;

/** `>` and `<` are strict, whatever the platform's table says. */
function compare(held: Searchable[string], operator: string, wanted: Value): boolean {
  if (operator === '=') return equal(held, wanted);
  if (operator === '!=') return !equal(held, wanted);
  if (operator === '>' || operator === '<') {
    if (typeof held !== 'number' || typeof wanted !== 'number') return false;
    return operator === '>' ? held > wanted : held < wanted;
  }
  const texts = (Array.isArray(held) ? held : [held]).map((one) => String(one ?? '').toLowerCase());
  const text = String(wanted ?? '').toLowerCase();
  switch (operator) {
    case '~':
      return texts.some((one) => one.includes(text));
    case '!~':
      return !texts.some((one) => one.includes(text));
    case '^':
      return texts.some((one) => one.startsWith(text));
    default:
      return texts.some((one) => one.endsWith(text));
  }
}
