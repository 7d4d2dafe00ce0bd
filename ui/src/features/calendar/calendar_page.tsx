// calendar_page.tsx - the working days by which the hub counts; a year without official data is shown as provisional.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { answer, api, type Schemas } from '../../api/client';
import { number } from '../../components/format';
import { usePageTitle } from '../../components/page_title';
import { hubQuery } from '../../components/shell';
import { Failed, SkeletonRows } from '../../components/states';
import { holidaysOf, monthsOf, spansOf, type CalendarDay, type CalendarMonth, type Holiday } from './year';
import './calendar.css';

const earliest = 2020;
const latest = 2099;

function useHolidayName(): (name: string) => string {
  const { t, i18n } = useTranslation();
  const one = (name: string) => (i18n.exists(`holiday.${name}`) ? t(`holiday.${name}` as 'holiday.元旦') : name);
  return (name) => name.split('、').map(one).join(t('why.listComma'));
}

function Day({ day, isToday }: { day: CalendarDay | undefined; isToday: boolean }) {
  const { t } = useTranslation();
  const holidayName = useHolidayName();
  if (!day) return <td />;
  const isNamed = day.kind === 'holiday' || day.kind === 'make_up_workday';
  return (
    <td className={`calendar-day ${day.kind}`} aria-current={isToday ? 'date' : undefined} title={isNamed ? holidayName(day.name) : undefined}>
      <span>{day.day}</span>
      {isNamed && (
        <small>
          <span aria-hidden="true">{t(`calendar.short.${day.kind as 'holiday'}`)}</span>
          <span className="unseen">
            {t(`calendar.${day.kind as 'holiday'}`)}, {holidayName(day.name)}
          </span>
        </small>
      )}
    </td>
  );
}

/** The names of months, and of weekdays from Monday on, in the reader's language. */
function useNames() {
  const { i18n } = useTranslation();
  const named = (place: Date, style: Intl.DateTimeFormatOptions) => place.toLocaleDateString(i18n.language, { ...style, timeZone: 'UTC' });
  const monday = Date.UTC(2024, 0, 1);
  return {
    month: (month: number) => named(new Date(Date.UTC(2024, month - 1, 1)), { month: 'long' }),
    weekdays: Array.from({ length: 7 }, (_, day) => named(new Date(monday + day * 86_400_000), { weekday: i18n.language === 'zh' ? 'narrow' : 'short' })),
  };
}

function Month({ month, today }: { month: CalendarMonth; today: string | undefined }) {
  const { t } = useTranslation();
  const names = useNames();
  return (
    <table className="calendar-month panel">
      <caption>
        <span className="spread">
          <strong>{names.month(month.month)}</strong>
          <span className="faint">{t('calendar.workingDays', { n: month.working_days })}</span>
        </span>
      </caption>
      <thead>
        <tr>
          {names.weekdays.map((weekday) => (
            <th key={weekday} scope="col">
              {weekday}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {month.weeks.map((week, row) => (
          <tr key={row}>
            {week.map((day, column) => (
              <Day key={column} day={day} isToday={day !== undefined && day.date === today} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Spans({ days }: { days: string[] }) {
  return spansOf(days).map(([first, last]) => (
    <span key={first} className="calendar-span">
      {first === last ? first : `${first} – ${last}`}
    </span>
  ));
}

function Holidays({ holidays }: { holidays: Holiday[] }) {
  const { t } = useTranslation();
  const holidayName = useHolidayName();
  return (
    <div className="table-frame" tabIndex={0} role="region" aria-label={t('calendar.holidays')}>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t('calendar.holidays')}</th>
            <th scope="col">{t('calendar.free')}</th>
            <th scope="col">{t('calendar.make_up_workday')}</th>
          </tr>
        </thead>
        <tbody>
          {holidays.map(({ name, days, make_up }) => (
            <tr key={name}>
              <td>{holidayName(name)}</td>
              <td>
                <Spans days={days} /> <span className="faint">{t('calendar.days', { n: days.length })}</span>
              </td>
              <td>
                <Spans days={make_up} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Standing({ year, working_days }: { year: Schemas['CalendarYear']; working_days: number }) {
  const { t } = useTranslation();
  const sources = [...new Set((year.special_days ?? []).map(({ source }) => source))];
  return (
    <div className={`alert ${year.provisional ? 'amber' : 'jade'}`}>
      <p className="row">
        <span className={`tag ${year.provisional ? 'amber' : 'jade'}`}>{t(year.provisional ? 'calendar.provisional' : 'calendar.official')}</span>
        <strong>{t('calendar.workingDaysOfYear', { year: year.year, n: number(working_days) })}</strong>
      </p>
      {year.provisional ? <p>{t('calendar.provisionalHint', { year: year.year })}</p> : <p className="soft">{t('calendar.source', { source: sources.map((source) => source.replace(/ \(GK\)$/, t('calendar.unchecked'))).join(t('why.listComma')) })}</p>}
    </div>
  );
}

export function Component() {
  const { t } = useTranslation();
  const [parameters] = useSearchParams();
  const { data: hub } = useQuery(hubQuery);
  const today = hub?.legal_day;
  const asked = Number(parameters.get('year'));
  const thisYear = Number((today ?? new Date().toISOString()).slice(0, 4));
  const wanted = Number.isInteger(asked) && asked >= earliest && asked <= latest ? asked : thisYear;
  usePageTitle(t('calendar.title', { year: wanted }));
  const { data, error, refetch } = useQuery({
    queryKey: ['calendar', wanted],
    queryFn: async () => answer(api.GET('/v1/calendar/{year}', { params: { path: { year: wanted } } })),
    placeholderData: keepPreviousData,
  });
  const months = data ? monthsOf(data) : [];
  return (
    <div className="stack">
      <div className="spread">
        <h1>{t('calendar.title', { year: wanted })}</h1>
        <nav className="row" aria-label={t('calendar.years')}>
          {wanted > earliest && (
            <Link className="button" to={`/calendar?year=${wanted - 1}`}>
              {wanted - 1}
            </Link>
          )}
          {wanted < latest && (
            <Link className="button" to={`/calendar?year=${wanted + 1}`}>
              {wanted + 1}
            </Link>
          )}
        </nav>
      </div>
      <p className="soft">{t('calendar.hint')}</p>
      {error && <Failed failure={error} onRetry={() => void refetch()} />}
      {!data && !error && <SkeletonRows rows={8} />}
      {data && (
        <>
          <Standing year={data} working_days={months.reduce((sum, { working_days }) => sum + working_days, 0)} />
          <p className="row calendar-legend">
            <span>
              <span className="calendar-day holiday">{t('calendar.short.holiday')}</span> {t('calendar.holiday')}
            </span>
            <span>
              <span className="calendar-day make_up_workday">{t('calendar.short.make_up_workday')}</span> {t('calendar.make_up_workday')}
            </span>
            <span>
              <span className="calendar-day weekend">6</span> {t('calendar.weekend')}
            </span>
          </p>
          <div className="calendar-months">
            {months.map((month) => (
              <Month key={month.month} month={month} today={today} />
            ))}
          </div>
          <section className="panel" aria-label={t('calendar.holidays')}>
            <Holidays holidays={holidaysOf(months)} />
          </section>
          <p className="faint">
            <a href={`/v1/calendar/${data.year}`}>{t('home.figuresAddress')}</a>
          </p>
        </>
      )}
    </div>
  );
}
