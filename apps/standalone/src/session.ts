import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { StartProblem } from './start-problem.js';

const Problem = z.object({ detail: z.string() });
const SessionView = z.object({ csrfToken: z.string() });

/** The password is not the one that we know: somebody has changed it on the page. */
export class LoginProblem extends StartProblem {}

/** The public API as a logged-in person uses it, with cookie and CSRF token. Node's `fetch` keeps no cookies itself. */
export class Session {
  private constructor(
    private readonly url: string,
    private readonly cookie: string,
    private readonly csrfToken: string,
  ) {}

  static async logIn(url: string, email: string, password: string): Promise<Session> {
    const answer = await call(url, 'POST', '/v1/session', {}, { email, password });
    if (answer.status === 401) {
      throw new LoginProblem(
        `The api does not accept the password for ${email}. Start with another ADMIN_PASSWORD, which then replaces the one ` +
          `that was chosen on the page.`,
      );
    }
    const { csrfToken } = SessionView.parse(await bodyOf(answer));
    const cookie = answer.headers.getSetCookie().map((line) => line.split(';', 1)[0]);
    return new Session(url, cookie.join('; '), csrfToken);
  }

  /** @throws StartProblem with the API's own reason. */
  async call(method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown): Promise<unknown> {
    const headers = {
      cookie: this.cookie,
      'x-csrf-token': this.csrfToken,
      ...(method === 'GET' ? {} : { 'idempotency-key': randomUUID() }),
    };
    return bodyOf(await call(this.url, method, path, headers, body));
  }
}

function call(
  url: string,
  method: string,
  path: string,
  headers: Record<string, string>,
  body: unknown,
): Promise<Response> {
  const json = body === undefined ? {} : { body: JSON.stringify(body) };
  const type: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' };
  return fetch(url + path, {
    method,
    headers: { ...headers, ...type },
    ...json,
    signal: AbortSignal.timeout(10_000),
  });
}

async function bodyOf(answer: Response): Promise<unknown> {
  const text = await answer.text();
  if (answer.ok) return text === '' ? undefined : JSON.parse(text);
  const problem = Problem.safeParse(JSON.parse(text === '' ? '{}' : text));
  const reason = problem.success ? problem.data.detail : `status ${answer.status}`;
  throw new StartProblem(`The api refused ${new URL(answer.url).pathname}: ${reason}`);
}
