import { z } from 'zod';

/** At least 12 characters, five of them different. Long is what counts: no character of any kind is asked for. */
export const NewPassword = z
  .string()
  .min(12, 'use at least 12 characters; a few words in a row are good')
  .max(200, 'use at most 200 characters')
  .refine((text) => new Set(text).size >= 5, 'use at least five different characters');

export const Role = z.enum(['viewer', 'operator']);

/** Somebody who may open the page. */
export const User = z.object({
  id: z.string(),
  email: z.string(),
  role: Role,
  /** `invited`: has not chosen a password yet, and cannot log in. */
  state: z.enum(['invited', 'active']),
  createdAt: z.string(),
  lastLoginAt: z.string().nullable(),
  /** How many browsers are signed in. */
  sessions: z.number(),
  /** Until when the link works by which a password is chosen; null when there is none. */
  linkUntil: z.string().nullable(),
});
export type User = z.infer<typeof User>;

export const NewUser = z.strictObject({ email: z.email().max(254), role: Role });
export type NewUser = z.infer<typeof NewUser>;

export const UserChange = z.strictObject({ role: Role });
export type UserChange = z.infer<typeof UserChange>;

/** Whoever opens `url` chooses this person's password, once. It is shown once, here. */
export const PasswordLink = z.object({ url: z.string(), expiresAt: z.string() });
export type PasswordLink = z.infer<typeof PasswordLink>;

export const InvitedUser = z.object({ user: User, link: PasswordLink });
export type InvitedUser = z.infer<typeof InvitedUser>;

/** Whose password a link sets. */
export const PasswordLinkView = z.object({ email: z.string(), expiresAt: z.string() });
export type PasswordLinkView = z.infer<typeof PasswordLinkView>;

export const PasswordChoice = z.strictObject({ password: NewPassword });
export type PasswordChoice = z.infer<typeof PasswordChoice>;

export const PasswordChange = z.strictObject({
  current: z.string().min(1).max(200),
  next: NewPassword,
});
export type PasswordChange = z.infer<typeof PasswordChange>;

/** Whether nobody can log in yet, so that the first person is to be made. */
export const SetUpView = z.object({ needed: z.boolean() });
export type SetUpView = z.infer<typeof SetUpView>;

/** The first person, an operator. `code` is in the api's log since it was started. */
export const SetUp = z.strictObject({
  code: z.string().trim().min(1, 'copy it from the log of the api').max(100),
  email: z.email().max(254),
  password: NewPassword,
});
export type SetUp = z.infer<typeof SetUp>;
