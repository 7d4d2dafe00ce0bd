import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Schemas } from '../api/client';
import { organisationName } from './codes';

/** Leads to the organisation's page, unless it keeps its name to itself. */
export function OrganisationLink({ organisation }: { organisation: Schemas['OrganisationName'] }) {
  const { i18n } = useTranslation();
  const name = organisationName(organisation, i18n.language);
  return organisation.hidden ? <span>{name}</span> : <Link to={`/organisations/${organisation.id}`}>{name}</Link>;
}
