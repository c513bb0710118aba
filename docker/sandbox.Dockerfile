# What is inside a jail that Docker builds: PostgreSQL, the .NET runtime, the runner and the libraries that they load. No shell, no
# account, no setuid program. What belongs to one attempt (data, doors) is mounted. From the repository's root:
#
#   docker build -f docker/sandbox.Dockerfile -t latency-lab-sandbox .
ARG SDK=mcr.microsoft.com/dotnet/sdk:10.0
ARG RUNTIME=mcr.microsoft.com/dotnet/runtime:10.0
ARG POSTGRES=postgres:18

FROM ${SDK} AS build
WORKDIR /source
COPY Directory.Build.props Directory.Packages.props global.json .editorconfig ./
COPY src/Learning.Sandbox/Protocol src/Learning.Sandbox/Protocol
COPY src/Learning.Runner src/Learning.Runner
RUN dotnet publish src/Learning.Runner -c Release -v q -o /runner

FROM ${RUNTIME} AS runtime

FROM ${POSTGRES} AS root
# /jail/pg is where every jail finds PostgreSQL, without the extensions that reach files, networks or other languages; the mount points
# have to be there, since the root cannot be written. env drops the variables that Docker sets, and cat is for the supervisor's trial run.
RUN mkdir -p /jail/usr/bin /jail/usr/lib /jail/usr/share/postgresql /jail/usr/share/zoneinfo /jail/dotnet /jail/runner /jail/data /jail/sock /jail/door \
 && install -d -m 1777 /jail/tmp \
 && cp -a /usr/lib/*-linux-gnu /jail/usr/lib/ && cp -a /usr/lib64 /jail/usr/ \
 && cp -a /lib /lib64 /jail/ && cp -a /usr/bin/env /usr/bin/cat /jail/usr/bin/ \
 && cp -a /usr/lib/postgresql /jail/usr/lib/ && cp -a /usr/share/postgresql /usr/share/zoneinfo /jail/usr/share/ \
 && for name in dblink file_fdw postgres_fdw plperl plpython3 pltcl; do \
      rm -rf /jail/usr/lib/postgresql/*/lib/*$name*.so /jail/usr/lib/postgresql/*/lib/bitcode/*$name* /jail/usr/share/postgresql/*/extension/*$name*; \
    done \
 && ln -s /usr/lib/postgresql/$PG_MAJOR /jail/pg
COPY --from=runtime /usr/share/dotnet/dotnet /jail/dotnet/dotnet
COPY --from=runtime /usr/share/dotnet/host /jail/dotnet/host
COPY --from=runtime /usr/share/dotnet/shared/Microsoft.NETCore.App /jail/dotnet/shared/Microsoft.NETCore.App
COPY --from=build /runner /jail/runner

FROM scratch
COPY --from=root /jail /
