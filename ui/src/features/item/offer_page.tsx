import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { answer, api, type Schemas } from '../../api/client';
import { shortRegion, useCodeNames, useReadiness } from '../../components/codes';
import { FigureTable } from '../../components/figure_table';
import { Money } from '../../components/item_row';
import { Failed, SkeletonRows } from '../../components/states';
import { Codes, Fact, ItemFrame, Passage } from './item_frame';
import { Matches } from './matches';

export function OfferFacts({ content }: { content: Schemas['OfferContent'] }) {
  const { t } = useTranslation();
  const name = useCodeNames('tech_fields', 'regions', 'contract_kinds', 'industries');
  const readiness = useReadiness();
  const comma = t('why.listComma');
  return (
    <>
      <Fact label={t('fieldName.readiness')}>{readiness(content.readiness)}</Fact>
      <Fact label={t('fieldName.price')}>{content.price && <Money range={content.price} />}</Fact>
      <Fact label={t('fieldName.modes')}>{(content.modes ?? []).length > 0 && <Codes codes={content.modes} name={(code) => name('contract_kinds', code)} />}</Fact>
      <Fact label={t('fieldName.region')}>{content.region && shortRegion(name('regions', content.region))}</Fact>
      <Fact label={t('fieldName.inventors')}>{(content.inventors ?? []).join(comma)}</Fact>
      <Fact label={t('fieldName.co_owners')}>{(content.co_owners ?? []).join(comma)}</Fact>
      <Fact label={t('fieldName.fields')}>{(content.fields ?? []).length > 0 && <Codes codes={content.fields} name={(code) => name('tech_fields', code)} />}</Fact>
      <Fact label={t('fieldName.industry')}>{name('industries', content.industry)}</Fact>
      <Fact label="IPC">{(content.ipc ?? []).join(' ')}</Fact>
      <Fact label={t('fieldName.internal_reference')}>{content.internal_reference}</Fact>
    </>
  );
}

function IpTable({ items }: { items: Schemas['IpItem'][] | undefined }) {
  const { t } = useTranslation();
  const name = useCodeNames('ip_kinds');
  if (!items || items.length === 0) return null;
  const title = t('fieldName.ip_items');
  return (
    <section>
      <h2>{title}</h2>
      <div className="table-frame" tabIndex={0} role="region" aria-label={title}>
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{t('ip.kind')}</th>
              <th scope="col">{t('ip.number')}</th>
              <th scope="col">{t('ip.title')}</th>
              <th scope="col">{t('ip.status')}</th>
              <th scope="col">{t('ip.expires')}</th>
              <th scope="col">{t('ip.checked')}</th>
            </tr>
          </thead>
          <tbody>
            {items.map((item, place) => (
              <tr key={place}>
                <td className="short">{name('ip_kinds', item.kind)}</td>
                <td className="short">{item.number}</td>
                <td>{item.title}</td>
                <td className="short">{t(`ipStatus.${item.status}`)}</td>
                <td className="short">{item.expires_on}</td>
                <td className="short">{item.checked_on}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

export function OfferText({ content }: { content: Schemas['OfferContent'] }) {
  const { t } = useTranslation();
  return (
    <>
      <Passage title={t('fieldName.abstract')} text={content.abstract} />
      <Passage title={t('fieldName.advantages')} text={content.advantages} />
      <FigureTable figures={content.figures} title={t('item.statedFigures')} />
      <IpTable items={content.ip_items} />
      <Passage title={t('fieldName.readiness_evidence')} text={content.readiness_evidence} />
    </>
  );
}

export function Component() {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const { data, error, refetch } = useQuery({
    queryKey: ['item', id],
    queryFn: async ({ signal }) => answer(api.GET('/v1/offers/{offer}', { params: { path: { offer: id } }, signal })),
  });
  if (error) return <Failed failure={error} onRetry={() => void refetch()} />;
  if (!data) return <SkeletonRows rows={6} />;
  return (
    <ItemFrame
      state={data.state}
      title={data.content.title}
      kindLabel={t('item.offerKind', { kind: t(`offerKind.${data.content.kind}`) })}
      facts={<OfferFacts content={data.content} />}
      below={<Matches id={id} kind="offer" kinds={['need', 'offer']} />}
    >
      <OfferText content={data.content} />
    </ItemFrame>
  );
}
