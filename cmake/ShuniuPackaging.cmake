# The Debian package (cpack -G DEB, through deploy/package): the program, the rulebook, the web pages, a hardened systemd unit.
# Paths inside the package are absolute below /usr and /etc; deploy/README.md says what is where.

set(SHUNIU_DEPLOY "${CMAKE_SOURCE_DIR}/deploy")
install(FILES "${SHUNIU_DEPLOY}/shuniu.service" DESTINATION lib/systemd/system)
install(FILES "${SHUNIU_DEPLOY}/hub.toml" DESTINATION /etc/shuniu
  PERMISSIONS OWNER_READ OWNER_WRITE GROUP_READ)
install(FILES "${SHUNIU_DEPLOY}/nginx.conf" "${SHUNIU_DEPLOY}/README.md" DESTINATION share/doc/shuniu)
install(FILES "${SHUNIU_DEPLOY}/debian/copyright" DESTINATION share/doc/shuniu)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME shuniu)
set(CPACK_PACKAGE_VERSION "${PROJECT_VERSION}")
set(CPACK_PACKAGE_CONTACT "The maintainers of Shuniu <maintainers@shuniu.example>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "technology-exchange hub: a need finds who can solve it")
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION
"A company says what it needs; the hub ranks who can solve it and says why.
One program with its own search engine, an HTTP API and web pages in Chinese
and English. Data is kept in SQLite, or in PostgreSQL.")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_PACKAGE_DIRECTORY "${CMAKE_BINARY_DIR}/package")

set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)
set(CPACK_DEBIAN_PACKAGE_SECTION web)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS "adduser, libopencc-data")
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "postgresql-client-15, nginx")  # pg_dump and pg_restore for backups of PostgreSQL
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION TRUE)
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA
  "${SHUNIU_DEPLOY}/debian/conffiles" "${SHUNIU_DEPLOY}/debian/postinst"
  "${SHUNIU_DEPLOY}/debian/prerm" "${SHUNIU_DEPLOY}/debian/postrm")
include(CPack)
