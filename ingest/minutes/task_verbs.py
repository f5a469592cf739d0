"""The verbs that minutes set tasks with."""

#: Verbs of tasks, as a list of actions or a clerk's short hand begins with them.
TASK_VERBS = frozenset(
    """add agree amend arrange ask begin book bring call chase check circulate complete confirm consider contact create develop discuss distribute
    draft draw email ensure establish explore find finalise follow forward get give identify include inform investigate invite issue liaise look make
    meet monitor nominate notify obtain order organise prepare present produce provide publish put raise remind report request research respond
    review seek send set share speak start submit take update upload write
    advertise approach attend bring buy clarify clear collate collect come compile co-ordinate deal decide deliver determine document do enquire escalate extend fill fix hand help
    host implement install instruct invest join keep lead let link list move negotiate note open pass pay pick pilot place plan post press print process progress propose pull purchase
    pursue push raise re-send reply resend resolve return revise run scan schedule scope script search secure set-up sign sort source speak spray store supply survey tell test thank tidy track
    transfer try undertake visit work""".split()
)
