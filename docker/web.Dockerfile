# The site and its supervisor. It jails with bubblewrap inside of its own container (see docker-compose.yml for what that needs) and has
# PostgreSQL's programs for the throw-away clusters. From the repository's root:
#
#   docker build -f docker/web.Dockerfile -t latency-lab-web .
ARG SDK=mcr.microsoft.com/dotnet/sdk:10.0
ARG ASPNET=mcr.microsoft.com/dotnet/aspnet:10.0
ARG POSTGRES=postgres:18

FROM ${SDK} AS build
WORKDIR /source
COPY . .
RUN dotnet publish src/Learning.Runner -c Release -v q -o /app/runner \
 && dotnet publish src/Learning.Web -c Release -v q -p:PublishRunner=false -o /app \
 && dotnet publish src/Learning.Cli -c Release -v q -p:PublishRunner=false -o /app

FROM ${ASPNET} AS runtime

FROM ${POSTGRES} AS root
RUN command -v bwrap >/dev/null || { apt-get update && apt-get install -y --no-install-recommends bubblewrap && rm -rf /var/lib/apt/lists/*; }
RUN groupadd -g 1654 lab && useradd -u 1654 -g lab -d /var/lib/latency-lab -m lab \
 && install -d -o lab -g lab -m 700 /var/lib/latency-lab /lab \
 && for name in dblink file_fdw postgres_fdw plperl plpython3 pltcl; do \
      rm -rf /usr/lib/postgresql/*/lib/*$name*.so /usr/lib/postgresql/*/lib/bitcode/*$name* /usr/share/postgresql/*/extension/*$name*; \
    done \
 && ln -s /usr/lib/postgresql/$PG_MAJOR /usr/lib/postgresql/current
COPY --from=runtime /usr/share/dotnet /usr/share/dotnet
RUN ln -s /usr/share/dotnet/dotnet /usr/bin/dotnet
COPY --from=build /app /app
COPY exercises /app/exercises
COPY content /app/content
COPY docker/web-entrypoint /usr/local/bin/web-entrypoint

# Flattened: PostgreSQL's image brings a volume and an entry point that are not ours.
FROM scratch
COPY --from=root / /
ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/var/lib/latency-lab \
    DOTNET_ROOT=/usr/share/dotnet DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_EnableDiagnostics=0 \
    LEARNING_POSTGRES_HOME=/usr/lib/postgresql/current Sandbox__WorkDirectory=/lab/s \
    ASPNETCORE_URLS=http://0.0.0.0:8080
WORKDIR /app
USER lab
EXPOSE 8080
ENTRYPOINT ["web-entrypoint"]
CMD ["dotnet", "Learning.Web.dll"]
