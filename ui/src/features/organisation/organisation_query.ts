import { answer, api } from '../../api/client';

export const organisationQuery = (organisation: string) => ({
  queryKey: ['organisation', organisation],
  queryFn: async () => answer(api.GET('/v1/organisations/{organisation}', { params: { path: { organisation } } })),
});
