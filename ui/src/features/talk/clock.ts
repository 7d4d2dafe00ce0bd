// clock.ts - spans of time in words, and what the answer clock of a talk says.
import type { TFunction } from 'i18next';
import { daysUntil } from '../../components/format';
import type { Talk } from './talk_query';

/** The two largest units that say something: 95 -> "1 小时 35 分", 3000 -> "2 天 2 小时". */
export function spanWords(minutes: number, t: TFunction): string {
  const whole = Math.max(1, Math.round(minutes));
  const days = Math.floor(whole / 1440);
  const hours = Math.floor((whole % 1440) / 60);
  const rest = whole % 60;
  const parts: string[] = [];
  if (days > 0) parts.push(t('talk.span.days', { n: days }));
  if (hours > 0) parts.push(t('talk.span.hours', { n: hours }));
  if (days === 0 && rest > 0) parts.push(t('talk.span.minutes', { n: rest }));
  return parts.join(' ');
}

export type Urgency = 'calm' | 'due' | 'late';

export interface AnswerClock {
  words: string;
  urgency: Urgency;
}

/** Only for a talk that waits for its answer. */
export function answerClock({ answer_by }: Pick<Talk, 'answer_by'>, t: TFunction): AnswerClock {
  const left = daysUntil(answer_by);
  if (left < 0) return { words: t('talk.late', { n: -left }), urgency: 'late' };
  if (left === 0) return { words: t('talk.dueToday'), urgency: 'due' };
  return { words: t('talk.daysLeft', { n: left }), urgency: left === 1 ? 'due' : 'calm' };
}
