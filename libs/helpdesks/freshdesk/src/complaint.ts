import { z } from 'zod';

/** `{code, message}`, or `{description, errors: [{field, code, message}]}` for a body that does not pass. */
const Complaint = z.object({ field: z.string().catch(''), code: z.string().catch('') });
const Envelope = z.object({
  code: z.string().optional().catch(undefined),
  errors: z.array(Complaint.nullable().catch(null)).optional().catch(undefined),
});

/** The code of a refusal, where it has one. */
export const codeOf = (body: unknown) => Envelope.safeParse(body).data?.code;

/** What is wrong with the request, by the fields that Freshdesk names. */
export function complaint(body: unknown): string {
  const { code, errors = [] } = Envelope.safeParse(body).data ?? {};
  const named = errors.filter((one) => one !== null);
  const fields = (complaints: typeof named) =>
    complaints
      .slice(0, 10)
      .map((one) => `${word(one.field) || 'a field'} (${word(one.code) || 'no code'})`)
      .join(', ');
  const lacking = named.filter((one) => one.code === 'missing_field');
  if (lacking.length > 0)
    return `Freshdesk wants more fields filled in before it accepts this: ${fields(lacking)}`;
  if (named.length > 0) return `Freshdesk refused the request: ${fields(named)}`;
  return code ? `Freshdesk refused the request: ${word(code)}` : 'Freshdesk refused the request';
}

/** Names of fields and codes as they are; anything else in their place could be a text that we sent. */
export const word = (text: string) => (/^[\w.-]{1,80}$/.test(text) ? text : '');
