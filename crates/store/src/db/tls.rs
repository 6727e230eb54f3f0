//! How a connection to PostgreSQL is guarded: rows about people in care leave this machine only encrypted.

use super::said::said;
use crate::Fault;
use postgres::config::{Host, SslMode};
use postgres::{Client, Config, NoTls};
use tokio_postgres_rustls::MakeRustlsConnect;

/// Connects: in the clear to this machine or where the address says `sslmode=disable`; otherwise by TLS, with the
/// server's certificate held against those this machine trusts.
pub(super) fn connect(url: &str) -> Result<Client, Fault> {
    let unreachable = |error| Fault::Unreachable(said(&error));
    let mut config: Config = url.parse().map_err(unreachable)?;
    if !needs_tls(&config) {
        return config.connect(NoTls).map_err(unreachable);
    }
    let (tls, _unread) = MakeRustlsConnect::with_native_certs().map_err(|_| {
        Fault::Unreachable(
            "this machine has no certificates to check the server by: install ca-certificates".to_owned(),
        )
    })?;
    config.ssl_mode(SslMode::Require).connect(tls).map_err(unreachable)
}

fn needs_tls(config: &Config) -> bool {
    let asked = config.get_ssl_mode();
    // An address beside the host is the one that is dialled.
    let names = config.get_hosts().iter().all(is_this_machine);
    let addresses = config.get_hostaddrs().iter().all(std::net::IpAddr::is_loopback);
    let named = !config.get_hosts().is_empty() || !config.get_hostaddrs().is_empty();
    asked == SslMode::Require || asked != SslMode::Disable && !(named && names && addresses)
}

fn is_this_machine(host: &Host) -> bool {
    match host {
        Host::Tcp(name) => {
            let loopback = name.parse().is_ok_and(|address: std::net::IpAddr| address.is_loopback());
            loopback || name == "localhost"
        }
        #[cfg(unix)]
        Host::Unix(_) => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_leave_this_machine_only_encrypted_unless_the_address_says_so() {
        let needs = |url: &str| needs_tls(&url.parse().unwrap());
        assert!(needs("postgres://clinic@db.example.org/evenkeel"));
        assert!(needs("postgres://clinic@10.0.0.7/evenkeel?sslmode=prefer"));
        assert!(needs("postgres://clinic@127.0.0.1/evenkeel?sslmode=require"));
        assert!(needs("postgres:///evenkeel?user=clinic&hostaddr=10.0.0.7"));
        assert!(needs("postgres://clinic@localhost/evenkeel?hostaddr=10.0.0.7"));
        assert!(!needs("postgres://clinic@db.example.org/evenkeel?sslmode=disable"));
        assert!(!needs("postgres://clinic@localhost/evenkeel"));
        assert!(!needs("postgres://clinic@[::1]:5433/evenkeel"));
        assert!(!needs("postgres://clinic@%2Frun%2Fpostgresql/evenkeel"));
    }
}
