import type { AppliedTag, Thread } from '../types.js';
import type { Workspace } from '../workspace.js';

/** Threads show only who the contact is; the rest is asked for by id. */
export function contactListJson(workspace: Workspace, { contactId }: Thread) {
  const { id, external_id } = workspace.contact(contactId);
  return { type: 'contact.list', contacts: [{ type: 'contact', id, external_id }] };
}

export function appliedTagJson(workspace: Workspace, { tagId, appliedAt, adminId }: AppliedTag) {
  const name = workspace.tags.get(tagId)?.name ?? '';
  return {
    type: 'tag',
    id: tagId,
    name,
    applied_at: appliedAt,
    applied_by: { type: 'admin', id: adminId },
  };
}

export const tagListJson = (workspace: Workspace, { tags }: Thread) => ({
  type: 'tag.list',
  tags: tags.map((tag) => appliedTagJson(workspace, tag)),
});

/** The admins who wrote in a thread. */
export const teammateIds = ({ parts }: Thread): string[] => [
  ...new Set(parts.flatMap(({ author }) => (author.type === 'admin' ? [author.id] : []))),
];

export const noLinks = { type: 'list', data: [], total_count: 0, has_more: false };
