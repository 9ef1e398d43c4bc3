import { Controller, Get, Query } from '@nestjs/common';
import { AuditLog } from '@nightdesk/access';
import { type AuditLine, AuditPage, AuditQuery } from '@nightdesk/contract';
import { Needs, WholeInstallation } from '../http/access.guard.js';
import { Answers, Resource } from '../openapi/answers.js';

/** Who did what to what, and when. Nobody can change it, here or in the database. */
@Resource('Audit log')
@Controller('v1/audit')
@Needs('read')
export class AuditController {
  constructor(private readonly log: AuditLog) {}

  @Get()
  @WholeInstallation()
  @Answers('listAuditLines', 'Lines of the audit log, the newest first', AuditPage)
  list(
    @Query({ schema: AuditQuery }) query: AuditQuery,
  ): Promise<{ data: AuditLine[]; next: string | null }> {
    return this.log.list(query);
  }
}
