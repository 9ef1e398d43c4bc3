# The people behind a Request Tracker: makes users, rights and tickets through RT's own Perl API, which REST 2 cannot do.
# Starts the server named by its arguments, then answers one JSON line for each JSON line: {"call": ..., "with": {...}}.
# When its input ends, the server ends with it, so that a test that dies leaves nothing running.
use strict;
use warnings;
use lib '/usr/share/request-tracker5/lib', '/usr/local/share/request-tracker5/lib';
use JSON::PP;
use RT;

$| = 1;
my $server = fork // die "no process for the server: $!";
if (!$server) {
    open STDIN,  '<',  '/dev/null' or die $!;
    open STDOUT, '>&', \*STDERR    or die $!;
    exec @ARGV or die "no server: $!";
}
RT->LoadConfig;
RT->InitLogging;
RT->Init;

sub ok { my ($id, @said) = @_; die "@said\n" unless $id; return $id }
sub user { my $user = RT::CurrentUser->new; ok($user->Load($_[0]), "no user $_[0]"); $user }
sub ticket { my ($id, $as) = @_; my $ticket = RT::Ticket->new($as // RT->SystemUser); ok($ticket->Load($id), "no ticket $id"); $ticket }
sub queue { my $queue = RT::Queue->new(RT->SystemUser); ok($queue->Load($_[0]), "no queue $_[0]"); $queue }
sub field { my $field = RT::CustomField->new(RT->SystemUser); $field->LoadByName(Name => 'Tags', ObjectType => 'RT::Ticket', IncludeGlobal => 1); $field }

sub message { my ($with) = @_; MIME::Entity->build(Type => 'text/plain', Charset => 'UTF-8', Data => Encode::encode('UTF-8', $with->{text})) }

sub text {
    my ($transaction) = @_;
    my $part = $transaction->ContentObj or return ();
    return $part->ContentType eq 'text/html' ? RT::Interface::Email::ConvertHTMLToText($part->Content) : $part->Content;
}

# Mails about new tickets are nothing that the tests look at, and make up half the time that opening one takes.
my $scrips = RT::Scrips->new(RT->SystemUser);
$scrips->UnLimit;
while (my $scrip = $scrips->Next) { $scrip->SetDisabled(1) if $scrip->Description =~ /^On Create/ }

my %calls = (
    queue => sub {
        my ($with) = @_;
        my $queue = RT::Queue->new(RT->SystemUser);
        ok($queue->Create(Name => $with->{name}));
        return $queue->id if $with->{untagged};
        my $field = field();
        ok($field->Create(Name => 'Tags', Type => 'FreeformMultiple', MaxValues => 0, LookupType => 'RT::Queue-RT::Ticket'))
            unless $field->id;
        ok($field->AddToObject($queue));
        return $queue->id;
    },
    user => sub {
        my ($with) = @_;
        my $user = RT::User->new(RT->SystemUser);
        my $name = $with->{name};
        my $email = $name =~ /@/ ? $name : "$name\@staff.example";
        ok($user->Create(Name => $name, EmailAddress => $email, RealName => $with->{realName} // '',
            Privileged => $with->{privileged} ? 1 : 0, Timezone => $with->{timezone} // ''));
        return $user->id;
    },
    token => sub {
        my ($with) = @_;
        my ($id, $said, $token) = RT::AuthToken->new(RT->SystemUser)->Create(Owner => $with->{user}, Description => 'Nightdesk');
        ok($id, $said);
        return $token;
    },
    (map { my $method = ucfirst($_) . 'Right'; $_ => sub {
        my ($with) = @_;
        my $user = RT::User->new(RT->SystemUser);
        $user->Load($with->{user});
        my $on = $with->{queue} ? queue($with->{queue}) : RT->System;
        ok($user->PrincipalObj->$method(Right => $_, Object => $on)) for @{ $with->{rights} };
        return undef;
    } } qw(grant revoke)),
    disable => sub { my $user = RT::User->new(RT->SystemUser); $user->Load($_[0]{user}); ok($user->SetDisabled(1)); undef },
    open => sub {
        my ($with) = @_;
        my $as = user($with->{as});
        my $ticket = RT::Ticket->new($as);
        my ($id, $transaction, $said) = $ticket->Create(Queue => $with->{queue}, Subject => $with->{subject},
            Requestor => [ $as->id ], MIMEObj => message($with));
        return ok($id, $said);
    },
    say => sub {
        my ($with) = @_;
        my $method = $with->{private} ? 'Comment' : 'Correspond';
        ok(ticket($with->{ticket}, user($with->{as}))->$method(MIMEObj => message($with)));
        return undef;
    },
    tags => sub {
        my ($with) = @_;
        my $ticket = ticket($with->{ticket}, $with->{as} ? user($with->{as}) : undef);
        my $values = $ticket->CustomFieldValues('Tags');
        while (my $value = $values->Next) { $ticket->DeleteCustomFieldValue(Field => 'Tags', ValueId => $value->id) }
        ok($ticket->AddCustomFieldValue(Field => 'Tags', Value => $_)) for @{ $with->{tags} };
        return undef;
    },
    status => sub { my ($with) = @_; ok(ticket($with->{ticket})->SetStatus($with->{status})); undef },
    merge => sub { my ($with) = @_; ok(ticket($with->{ticket})->MergeInto($with->{into})); undef },
    own => sub { my ($with) = @_; ok(ticket($with->{ticket})->SetOwner($with->{owner}, 'Force')); undef },
    seen => sub {
        my $ticket = ticket($_[0]{ticket});
        my %seen = (visible => [], hidden => [], tags => []);
        my $transactions = $ticket->Transactions;
        $transactions->OrderByCols({ FIELD => 'id' });
        while (my $transaction = $transactions->Next) {
            push @{ $seen{visible} }, text($transaction) if $transaction->Type =~ /^(?:Create|Correspond)$/;
            push @{ $seen{hidden} },  text($transaction) if $transaction->Type eq 'Comment';
        }
        my $values = $ticket->CustomFieldValues('Tags');
        while (my $value = $values->Next) { push @{ $seen{tags} }, $value->Content }
        return \%seen;
    },
);

my $json = JSON::PP->new->utf8->allow_nonref;
while (my $line = <STDIN>) {
    my $asked = $json->decode($line);
    my $call = $calls{ $asked->{call} };
    my $answer = eval { { answer => $call->($asked->{with}) } } // { error => "$asked->{call}: $@" };
    RT::Principal->InvalidateACLCache;
    print $json->encode($answer), "\n";
}
kill TERM => $server;
waitpid $server, 0;
