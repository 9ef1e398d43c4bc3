import { Controller, HttpCode, Param, Post } from '@nestjs/common';
import { Examination } from '@nightdesk/contract';
import { Doctor } from '@nightdesk/health';
import { Needs } from '../http/access.guard.js';
import { Costly } from '../http/rate-limit/rate-limit.guard.js';
import { Answers, Resource } from '../openapi/answers.js';

/** One account, looked over. */
@Resource('Accounts')
@Controller('v1/accounts/:accountId/doctor')
@Needs('write')
export class DoctorController {
  constructor(private readonly doctor: Doctor) {}

  /** May be repeated: it asks the platform once and changes nothing there. */
  @Post()
  @Costly(10)
  @HttpCode(200)
  @Answers('examineAccount', 'Looks everything of an account over', Examination, { repeatable: true })
  examine(@Param('accountId') accountId: string): Promise<Examination> {
    return this.doctor.examine(accountId);
  }
}
