import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

interface Said {
  method: string;
  pathname: string;
  status: number;
  type: string | null;
  text: string;
}

interface Described {
  responses: Record<string, { $ref?: string; content?: Record<string, unknown> }>;
}
interface Description {
  paths: Record<string, Record<string, Described>>;
  components: { responses: Record<string, Described['responses'][string]> };
}

/** Holds answers against an OpenAPI document. Objects may have no field that it does not have. */
export class AnswerCheck {
  private readonly document: Description;
  private readonly ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: true });
  private readonly checks = new Map<string, ValidateFunction>();
  private readonly routes: { pattern: RegExp; path: string; names: number }[];

  constructor(text: string) {
    this.document = JSON.parse(text) as Description;
    const { paths } = this.document;
    closeObjects(this.document.components);
    closeObjects(paths);
    addFormats.default(this.ajv);
    this.ajv.addSchema({ ...this.document, $id: 'api' });
    this.routes = Object.keys(paths)
      .map((path) => ({
        path,
        names: path.split('{').length,
        pattern: new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`),
      }))
      // What is written out stands before what fits as an id.
      .toSorted((a, b) => a.names - b.names);
  }

  /** What is wrong with an answer, as a sentence; null when it is as described. */
  of({ method, pathname, status, type, text }: Said): string | null {
    const path = this.routes.find(
      (one) => one.pattern.test(pathname) && this.document.paths[one.path]?.[method.toLowerCase()],
    )?.path;
    const isProblem = status >= 400;
    if (path === undefined)
      return isProblem ? null : `${method} ${pathname} answers ${status}, and is not described`;
    const where = `${method} ${path} answers ${status}`;
    const { responses } = this.document.paths[path]?.[method.toLowerCase()] ?? { responses: {} };
    const key = responses[status] ? String(status) : isProblem ? 'default' : null;
    if (key === null) return `${where}, which is not described`;
    const pointer =
      responses[key]?.$ref ?? `#/paths/${escaped(path)}/${method.toLowerCase()}/responses/${key}`;
    const { content } = this.answerAt(pointer, responses[key]);
    if (!content) return text === '' ? null : `${where} with a body, which is not described`;
    const [media = ''] = (type ?? '').split(';');
    if (!content[media]) return `${where} as ${type}, which is not described`;
    if (!media.endsWith('json')) return null;
    const check = this.checkOf(`api${pointer}/content/${escaped(media)}/schema`);
    if (check(JSON.parse(text))) return null;
    const errors = (check.errors ?? []).map(
      ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
    );
    return `${where} otherwise than described: ${errors.slice(0, 5).join('; ')}`;
  }

  private answerAt(pointer: string, own: Described['responses'][string] | undefined) {
    const name = /^#\/components\/responses\/(\w+)$/.exec(pointer)?.[1];
    return (name === undefined ? own : this.document.components.responses[name]) ?? {};
  }

  private checkOf(pointer: string): ValidateFunction {
    let check = this.checks.get(pointer);
    if (!check) this.checks.set(pointer, (check = this.ajv.compile({ $ref: pointer })));
    return check;
  }
}

const escaped = (part: string) =>
  part.replaceAll('~', '~0').replaceAll('/', '~1').replaceAll('{', '%7B').replaceAll('}', '%7D');

function closeObjects(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  const schema = value as { type?: unknown; properties?: unknown; additionalProperties?: unknown };
  if (schema.type === 'object' && typeof schema.properties === 'object')
    schema.additionalProperties ??= false;
  Object.values(schema).forEach(closeObjects);
}
